"""Palembang as data. To adopt another city, copy this folder and change the files."""
