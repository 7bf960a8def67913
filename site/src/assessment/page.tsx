import type { PageProps } from '../app.tsx';
import { Bar } from '../parts/frame.tsx';

export function AssessmentPage({ speak }: PageProps) {
  return <Bar speak={speak} title="" />;
}
