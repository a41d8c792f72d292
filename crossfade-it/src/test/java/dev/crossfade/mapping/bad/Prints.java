package dev.crossfade.mapping.bad;

/** A bad example: output nobody asked for. */
final class Prints {
  void forbidden() {
    System.out.println("x");
  }
}
