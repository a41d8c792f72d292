package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.Fence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is done and looked at while writes go on, so that they wait for as short as can be. */
final class Preparation {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Map<Side, Fence> fences;
  private final CatchUp catchUp;
  private final StreamPassage works;
  private final Supplier<@Nullable Problem> broken;
  private final Duration longest;
  private final Supplier<Gate> changeWindow;

  /**
   * @param broken why streams cannot go on, if that is so
   * @param longest how long a transaction may be open already
   * @param changeWindow whether clients may be moved to the new stack at this time
   */
  Preparation(
      Map<Side, Fence> fences,
      CatchUp catchUp,
      StreamPassage works,
      Supplier<@Nullable Problem> broken,
      Duration longest,
      Supplier<Gate> changeWindow) {
    this.fences = fences;
    this.catchUp = catchUp;
    this.works = works;
    this.broken = broken;
    this.longest = longest;
    this.changeWindow = changeWindow;
  }

  /** Makes all ready; what keeps clients from being moved, one line each. */
  List<String> hindrances(Side to) {
    Gate time = changeWindow.get();
    if (to == Side.NEW && time.state() != Gate.State.PASS) {
      return List.of(time.why());
    }
    Problem stream = broken.get();
    if (stream != null) {
      return List.of(stream.code().text() + " " + stream.what());
    }
    List<String> why = new ArrayList<>(catchUp.hindrances(to));
    fences.values().forEach(Fence::prepare);
    Fence from = fences.get(to.other());
    if (why.isEmpty() && from != null) {
      from.check(longest).forEach(each -> why.add(each.code().text() + " " + each.what()));
    }
    if (why.isEmpty()) {
      works.make(to, LONG).hindrances().stream()
          .map(each -> each.code().text() + " " + each.what())
          .forEach(why::add);
    }
    return why;
  }
}
