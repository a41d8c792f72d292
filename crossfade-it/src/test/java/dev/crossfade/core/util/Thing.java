package dev.crossfade.core.util;

/** A bad example: a package whose name says nothing. */
final class Thing {}
