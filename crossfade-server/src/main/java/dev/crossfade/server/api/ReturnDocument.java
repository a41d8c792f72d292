package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.core.cutover.ReturnBoard;
import dev.crossfade.core.cutover.ReturnStanding;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.server.view.ReturnView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the sources follow the new stack while that takes the writes.
 *
 * @param ready whether clients could go back now, as far as that can be seen from here
 * @param hindrances why they could not
 * @param windowLeftSeconds how much longer the way back is kept open
 * @param strays writes past a fence that nobody has seen to
 * @param notedAt when whoever brings changes back noted it
 * @param sources one for each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReturnDocument(
    boolean ready,
    List<String> hindrances,
    @Nullable Long windowLeftSeconds,
    long strays,
    Instant notedAt,
    List<Source> sources) {

  /**
   * One source.
   *
   * @param lagMillis age of the target's last mark that it has, when that was noted
   * @param mark number of that mark
   * @param asOf when that was written
   * @param position in the target's log up to which it has everything
   * @param unrestored rows that could not be brought back
   * @param trouble why it stopped
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Source(
      String source,
      ReturnStanding.State state,
      @Nullable Long lagMillis,
      long mark,
      @Nullable Instant asOf,
      @Nullable String position,
      @Nullable Long unrestored,
      @Nullable String trouble) {

    static Source of(ReturnStanding source, ReturnBoard board) {
      return new Source(
          source.source(),
          source.state(),
          board.lag(source).map(Duration::toMillis).orElse(null),
          source.mark(),
          source.asOf(),
          source.position().isEmpty() ? null : source.position(),
          source.waiting() < 0 ? null : source.waiting(),
          source.trouble().isEmpty() ? null : source.trouble());
    }
  }

  static @Nullable ReturnDocument of(@Nullable ReturnView view) {
    if (view == null) {
      return null;
    }
    RollbackWindow window = view.window();
    return new ReturnDocument(
        view.ready(),
        view.hindrances(),
        window == null ? null : window.left().toSeconds(),
        view.strays(),
        view.board().notedAt(),
        view.board().sources().stream().map(each -> Source.of(each, view.board())).toList());
  }
}
