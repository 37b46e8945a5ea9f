"""Files of other programs in, as they write them; tables and parts out."""
