"""What is drawn: letters, and the weekly summary as picture, workbook and paper.

`drawing` starts the program that draws (`child`, with `letter`, `picture`, `workbook` and `paper`): a process of its
own, so that what it needs never stays in this one. The others put into words what is to be drawn.
"""
