"""Where things stand in a document: sentences, headings and sections, title, date, issuer, genre."""
