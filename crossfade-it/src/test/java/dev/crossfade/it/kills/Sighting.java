package dev.crossfade.it.kills;

import java.util.concurrent.Callable;

/** Something that is seen while whoever moves clients goes on: nobody is made to stand still. */
final class Sighting implements Stop {

  private final String what;
  private final Callable<Boolean> seen;

  Sighting(String what, Callable<Boolean> seen) {
    this.what = what;
    this.seen = seen;
  }

  @Override
  public void arm() {}

  @Override
  public boolean reached() throws Exception {
    return seen.call();
  }

  @Override
  public void release(Fate fate) {}

  @Override
  public String toString() {
    return what;
  }
}
