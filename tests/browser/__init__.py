"""Real Chromium against the real server. No wording is asserted, except the guide's own."""
