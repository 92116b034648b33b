"""What is drawn: letters to partners, and the weekly summary as picture, workbook and paper.

In the running bot: `letters` and `summary` open files by their names, `tables`, `pictures` and `papers` put into words
what is on them, `studio` has them drawn by `drawing`, which starts `child`: a process of its own that ends.
Only in that child: `letter`, `picture`, `workbook`, `paper`, and what they stand on (`page`, `columns`, `canvas`,
`charts`, `glyphs`).
"""
