package dev.crossfade.engine.bad;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A bad example: every way of waiting that no test can shorten. */
final class Sleeps {
  void onTheThread() throws InterruptedException {
    Thread.sleep(1);
  }

  void byAUnit() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(1);
  }

  void parkedForAWhile() {
    LockSupport.parkNanos(1);
  }

  void parkedUntil() {
    LockSupport.parkUntil(this, 1);
  }

  interface Wait {
    void forA(long time) throws InterruptedException;
  }

  Wait byReference = TimeUnit.SECONDS::sleep;
}
