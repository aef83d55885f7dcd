/**
 * ms of processor time that `action` took, whatever else the machine does meanwhile: tells a search that never ends
 * from one that does, and nothing about speed.
 */
export function cpuMs(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
