"""The interfaces for programs: the same functions as JSON over HTTP, as MCP tools and as a chat completion."""
