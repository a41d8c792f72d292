package dev.crossfade.engine.run;

import dev.crossfade.engine.Work;
import dev.crossfade.engine.trouble.Troubles;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Steps works as another runner does; what they failed at is forgotten when they have ended. */
final class NamedRunner implements Runner {

  private final Runner runner;
  private final Troubles troubles;
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  NamedRunner(Runner runner, Troubles troubles) {
    this.runner = runner;
    this.troubles = troubles;
  }

  @Override
  public void start(Work work) {
    names.add(work.name());
    runner.start(work);
  }

  @Override
  public boolean stop() {
    boolean ended = runner.stop();
    names.forEach(troubles::gone);
    return ended;
  }

  @Override
  public boolean ended() {
    return runner.ended();
  }
}
