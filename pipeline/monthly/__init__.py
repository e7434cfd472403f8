"""The monthly picture (月报) of a table that `batch` wrote: figures as frozen records, then Word, Excel and HTML."""
