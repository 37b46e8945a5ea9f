"""Golden files: what finished faces looked like when somebody last looked at them."""
