"""Jobs: work that outlives the request, enqueued in the command's own transaction."""
