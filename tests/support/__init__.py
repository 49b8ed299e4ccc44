"""What several tests share. Nothing here knows a provider by name."""
