import type { BuyerLanguage } from '@recoup/contract';
import { languageOf } from '../../inbox/index.ts';

/** Spanish words of a shop that English does not have: one of them is enough where the message is short. */
const SPANISH =
  /(?:^|[^\p{L}])(?:devolver|devolución|devolucion|reembolso|enciende|prende|pedido|paquete|llegó|llego|roto|rota|dañado|dañada|falta|faltan|quiero|necesito|gracias|hola|cancelar|cambiar|cambio|dónde|donde|cuándo|cuánto|cuanto|lámpara|lampara|aspiradora|freidora|factura|garantía|garantia|dinero|ayuda|persona|equivocado|equivocada|talla|sí|vale|claro|bueno|buenos|buenas|nunca|todavía|funciona|sirve|número|correo)(?:$|[^\p{L}])/giu;

/** Words too common in English to let one Spanish name decide. */
const ENGLISH = /\b(?:the|my|is|it|and|want|order|return|refund|please|not|with|for|hi|hello|thanks|yes|where)\b/gi;

/**
 * The language to answer in: the message's own where it can be told, else the conversation's, else English. A word or two in
 * another script decides, as 好的 does; a number, a name or "ok" leaves it as it was.
 */
export function answersIn(text: string, conversation: BuyerLanguage | null): BuyerLanguage {
  return ownLanguage(text) ?? conversation ?? 'en';
}

/** The message's own language; null where it cannot be told or is none of those buyers are answered in. */
export function ownLanguage(text: string): BuyerLanguage | null {
  const told = languageOf(text);
  if (told === 'zh' || told === 'es') return told;
  const spanish = text.match(SPANISH)?.length ?? 0;
  const english = text.match(ENGLISH)?.length ?? 0;
  if (told !== 'en' && /\p{Script=Latin}/u.test(text) && spanish > 0 && spanish > english) return 'es';
  if (told === 'en') return 'en';
  // Shop words are English enough where nothing else speaks: `refund pls`.
  return english > 0 && spanish === 0 && told === null ? 'en' : null;
}
