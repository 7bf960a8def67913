import type { PageProps } from '../../app.tsx';
import type { Order, Request, Told } from '../../request.ts';

export type StepProps = PageProps & {
  token: string;
  order: Order;
  request: Request;
  tell: (told: Told) => void;
  next: () => void;
  step?: [number, number];
};
export const lineOf = (order: Order, lineId: string) => order.lines.find((line) => line.order_line_id === lineId)!;
export const chosenOf = (request: Request, lineId: string) => request.lines.find((line) => line.lineId === lineId)!;
