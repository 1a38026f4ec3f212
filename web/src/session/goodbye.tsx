/** Where the link of the mail that deletes an account ends. */
import { Link } from '@tanstack/react-router';
import { AuthFrame } from './auth-frame.tsx';

export function Goodbye() {
  return (
    <AuthFrame
      title="Your account is deleted"
      text="Nothing of it can be brought back. Thank you for having been here."
      other={
        <Link to="/sign-up" search={{}}>
          Start again
        </Link>
      }
    />
  );
}
