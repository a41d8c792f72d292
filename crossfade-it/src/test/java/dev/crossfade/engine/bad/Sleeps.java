package dev.crossfade.engine.bad;

/** A bad example: waiting that no test can shorten. */
final class Sleeps {
  void forbidden() throws InterruptedException {
    Thread.sleep(1);
  }
}
