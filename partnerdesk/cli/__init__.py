"""The command line: `arguments` say what can be typed, the other modules do it; nothing here loads Qt."""
