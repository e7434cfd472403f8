"""Tables: from reports to rows, and from rows to CSV, XLSX, Parquet and JSON Lines."""
