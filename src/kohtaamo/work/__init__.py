"""The work on cases put in order: tags, joined and linked cases, saved views, many at once, own fields, checklists."""
