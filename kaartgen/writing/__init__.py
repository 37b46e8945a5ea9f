"""What writers bring, made into a deck's files, and a deck made into a spreadsheet again."""
