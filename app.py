"""Start the web chat."""

import sys

from policyqa.errors import PolicyQAError
from policyqa.settings import load_settings


def main() -> int:
    """Serve until interrupted; give the exit status."""
    from policyqa.web.server import serve

    try:
        serve(load_settings(), announce=lambda line: sys.stderr.write(line + "\n"))
    except PolicyQAError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
