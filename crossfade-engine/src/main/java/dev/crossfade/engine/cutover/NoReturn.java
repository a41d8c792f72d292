package dev.crossfade.engine.cutover;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.Work;
import java.util.List;

/** Where nothing brings changes back: nobody can be moved away either. */
final class NoReturn implements ReturnPath {

  @Override
  public Outcome<String> arm() {
    return new Outcome.NotDone<>(CutoverProblem.notOffered("this migration"));
  }

  @Override
  public Outcome<String> retire() {
    return new Outcome.Done<>("nothing was armed");
  }

  @Override
  public List<Work> loops() {
    return List.of();
  }

  @Override
  public Mark mark() {
    throw CutoverProblem.notOffered("this migration").raise();
  }

  @Override
  public List<Runnable> turns() {
    return List.of();
  }

  @Override
  public boolean returned(Mark mark) {
    return false;
  }

  @Override
  public long unrestored() {
    return 0;
  }
}
