package dev.crossfade.gateway.proxy;

import dev.crossfade.core.canary.Cohort;
import dev.crossfade.core.traffic.Forwarding.Among;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Share;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.gateway.record.Cohorts;
import dev.crossfade.gateway.record.Lane;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a request tells about the stack that is to answer it; counted once. One event loop. */
final class Sample {

  /**
   * Of a request that tells nothing: of a route without a share whose writes nobody has moved, or a
   * write beside a share.
   */
  static final Sample NONE = new Sample(null, null);

  private final @Nullable Cohorts cohorts;
  private final @Nullable Cohort cohort;
  private boolean counted;

  private Sample(@Nullable Cohorts cohorts, @Nullable Cohort cohort) {
    this.cohorts = cohorts;
    this.cohort = cohort;
  }

  /** Of a read that is forwarded by this lane. */
  static Sample of(String group, RouteRule rule, HttpServerRequest in, Lane lane) {
    int percent = lane.state().readsOnNew();
    return percent == 0
        ? (lane.state().writes() == Side.LEGACY ? moved(lane) : NONE)
        : new Sample(lane.cohorts(), Share.cohort(group, Consumers.of(rule, in), percent));
  }

  /** Of a write that is forwarded by this lane; a share is judged by reads alone. */
  static Sample ofWrite(Lane lane) {
    RouteState state = lane.state();
    return state.writes() == Side.NEW || state.readsOnNew() == 0 ? moved(lane) : NONE;
  }

  /** All requests tell about the stack to which clients were moved. */
  private static Sample moved(Lane lane) {
    Cohort leads = lane.state().writes() == Side.NEW ? Cohort.NEW : Cohort.BASELINE;
    return lane.state().moved() ? new Sample(lane.cohorts(), leads) : NONE;
  }

  /** Whose reads they are. */
  Among among() {
    return cohort == Cohort.NEW ? Among.NEW : Among.LEGACY;
  }

  void answered(int status, long micros) {
    if (status >= 500) {
      failed();
    } else {
      count((all, mine) -> all.answered(mine, micros));
    }
  }

  /** The client did not wait any longer: an answer would have taken at least as long. */
  void left(long micros) {
    count((all, mine) -> all.answered(mine, micros));
  }

  void failed() {
    count(Cohorts::failed);
  }

  void fellBack() {
    count(Cohorts::fellBack);
  }

  private void count(BiConsumer<Cohorts, Cohort> how) {
    if (cohorts != null && cohort != null && !counted) {
      counted = true;
      how.accept(cohorts, cohort);
    }
  }
}
