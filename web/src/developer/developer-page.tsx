export function DeveloperPage() {
  return null;
}
