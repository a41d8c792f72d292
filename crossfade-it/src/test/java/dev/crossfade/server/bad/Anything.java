package dev.crossfade.server.bad;

/** Something that no other module may use; the bad examples do. */
public final class Anything {}
