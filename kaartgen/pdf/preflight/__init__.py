"""Any finished PDF in; what a prepress operator would say of it out, rule by rule."""
