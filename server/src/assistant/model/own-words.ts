/** Words a sentence may begin with although nothing that was given holds them; anything else with a capital may be somebody's name. */
const OPENERS = new Set(
  `a about after again all also although an and another any anything apologies appreciate are as ask at based because before below best both but by call can
  certainly check choose could currently dear did do does don't either everything feel find first for from further get given glad good got great happy have hello help
  here here's hey hi hope how however i i'd i'll i'm i've if in instead is it it'd it'll it's its just kindly know last let let's like look looking looks make may maybe
  meanwhile might most my need next no not nothing noted now of oh ok okay on once one only or otherwise our over perfect please pick quick reach ready reply right
  see select send share should simply since so some something sorry still sure take tap tell thank thanks that that'd that's the their them then there there's
  these they they'll they're this those though to too try under understood unfortunately until up us use very was we we'd we'll we're we've welcome well were what what's whatever
  when whenever where which while who whose why will with without would yes yet you you'd you'll you're you've your yours
  a al algo ahora ambos antes aquí así aun aunque bien bienvenido buen buena buenas bueno buenos cada claro como cómo con cual cuál cualquier cuando cuándo cuanto cuánto
  de debe del desde después díganos dígame disculpe donde dónde e el él ella ellos en entendido entonces entre es escriba esa ese eso esta está estamos estas este esto
  estoy gracias ha hay haga hasta hola igual la lamento lamentamos las le les lo los luego mándenos más me mi mientras mira mis mucho muchas muy necesita necesitamos ni no nos nuestra nuestro
  o otra otro para pero permita perfecto podemos por porque puede pulse qué que quiere responda se según sea será seleccione si sí siento sin sobre solo sólo somos son
  su sus también tenemos tengo tiene toque todo todos tras tu un una uno usted ver vale y ya yo elija envíe listo entiendo escoja diga dime
  te ti tú toca pulsa elige escoge escribe envía dinos mándanos perdona disculpa puedes podrás quieres necesitas tienes recibirás responde selecciona permite haz`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
/** Written with a capital wherever they stand. */
const CAPITALS = new Set(['i', "i'm", "i'll", "i'd", "i've", 'ok', 'okay', 'usps', 'ups', 'fedex', 'us']);

const wordsOf = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .replace(/[’`]/g, "'")
      .match(/[\p{Script=Latin}\p{M}']+/gu) ?? [],
  );

const withoutDates = (text: string) =>
  text.replace(
    /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December)\b(?=\.?\s\d)|\b(?:Mon|Tues?|Wed|Thu|Thurs|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/g,
    (word) => word.toLowerCase(),
  );

/** Words with a capital that nothing given bears: names of people and places come so. */
export function foreignNames(said: string, given: readonly string[]): string[] {
  const known = wordsOf(given.join('\n'));
  const found: string[] = [];
  // Days and months are looked at as dates.
  const text = withoutDates(said.replace(/[’`]/g, "'"));
  for (const match of text.matchAll(/[\p{Script=Latin}\p{M}][\p{Script=Latin}\p{M}']*/gu)) {
    const word = match[0].replace(/'s?$/i, '');
    const low = word.toLowerCase();
    if (!/^\p{Lu}/u.test(word) || known.has(low) || known.has(`${low}'s`) || CAPITALS.has(low)) continue;
    const begins = /(?:^|[.!?…:\n"“(¿¡。！？，]\s*)$/u.test(text.slice(0, match.index));
    if (begins && (OPENERS.has(low) || OPENERS.has(match[0].toLowerCase()))) continue;
    found.push(match[0]);
  }
  const han = given.join('\n');
  for (const [words] of said.matchAll(
    /\p{Script=Han}{1,3}(?:先生|女士|小姐|太太)|(?:名叫|叫做|姓名[是为：:]?|名字[是为叫：:]?)\s*\p{Script=Han}{2,4}/gu,
  )) {
    if (!han.includes(words)) found.push(words);
  }
  return found;
}
