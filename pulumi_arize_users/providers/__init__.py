"""What the engine calls. Module paths and class names in this folder are stored in users' state: never rename them."""
