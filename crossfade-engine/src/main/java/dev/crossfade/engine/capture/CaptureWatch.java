package dev.crossfade.engine.capture;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.source.ChangeCapture;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after a source's capture and starts it again when it has failed. */
public final class CaptureWatch implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final int MOST_RESTARTS = 20;

  /** A worker that just started does not know its connectors yet. */
  private static final int LOOKS_UNTIL_ABSENT = 5;

  private final String source;
  private final ChangeCapture capture;
  private final CaptureRequest request;
  private final IdentityGuard guard;
  private int restarts;
  private int absent;

  public CaptureWatch(
      String source, ChangeCapture capture, CaptureRequest request, IdentityGuard guard) {
    this.source = source;
    this.capture = capture;
    this.request = request;
    this.guard = guard;
  }

  @Override
  public String name() {
    return "capture-" + source;
  }

  @Override
  public Duration step() {
    CaptureStatus status = capture.status();
    absent = status.state() == CaptureStatus.State.ABSENT ? absent + 1 : 0;
    switch (status.state()) {
      case RUNNING -> restarts = 0;
      case FAILED -> again(status);
      case ABSENT -> {
        if (absent >= LOOKS_UNTIL_ABSENT) {
          again(status);
        }
      }
      case UNREACHABLE -> throw unreachable(status);
      case STARTING, PAUSED -> LOG.debug("capture: source={} state={}", source, status.state());
    }
    return INTERVAL;
  }

  /** Nothing to be done from here but to look again; whoever looks on is told meanwhile. */
  private ProblemException unreachable(CaptureStatus status) {
    Problem problem = status.problem();
    if (problem != null && problem.code().kind() == Kind.TRANSIENT) {
      return problem.raise();
    }
    return Problem.of(
            EngineProblem.CAPTURE_UNREACHABLE,
            "capture of " + source + " cannot be asked how it is",
            problem == null ? "it does not answer" : problem.what(),
            "look at Kafka Connect; it is asked again")
        .with("source", source)
        .raise();
  }

  private void again(CaptureStatus status) {
    Problem problem = status.problem();
    if (problem == null || problem.code().kind() != Kind.TRANSIENT) {
      restarts++;
    }
    boolean hopeless = problem != null && problem.code().kind() == Kind.ESCALATE;
    if (problem != null && (hopeless || restarts > MOST_RESTARTS)) {
      throw problem.raise();
    }
    if (restarts > MOST_RESTARTS) {
      throw Problem.of(
              EngineProblem.CAPTURE_FAILED,
              "capture of " + source + " does not stay up",
              "it was started again " + MOST_RESTARTS + " times",
              "look into the log of Kafka Connect")
          .raise();
    }
    LOG.warn("starting capture again: source={} state={}", source, status.state());
    guard.requireWhole(capture);
    capture.ensure(request);
  }
}
