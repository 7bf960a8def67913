/** Stations: signed in, the whole window. */
import { Outlet } from '@tanstack/react-router';
import { Gate } from './gate.tsx';

export function StationGate() {
  return (
    <Gate>
      <Outlet />
    </Gate>
  );
}
