"""What several conversations have in common: the menu, service hours, the questions about a practitioner."""
