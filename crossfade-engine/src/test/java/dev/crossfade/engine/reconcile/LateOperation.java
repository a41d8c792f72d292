package dev.crossfade.engine.reconcile;

/** Something under way that nobody waits for any more; it may still arrive. */
record LateOperation(String id, long epoch, Runnable operation) {}
