"""What these tests share is imported as `toolkit`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
