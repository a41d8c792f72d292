package dev.crossfade.core.problem;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that went wrong, in words a person can act on.
 *
 * @param code stable identifier
 * @param what one sentence, what happened, naming the object and the numbers
 * @param why the cause
 * @param fix what to do about it
 * @param location where in the specification, if it is about a file
 * @param context names and counts for logs; never row data
 */
public record Problem(
    ProblemCode code,
    String what,
    String why,
    String fix,
    @Nullable Location location,
    Map<String, String> context) {

  public Problem {
    context = Map.copyOf(context);
  }

  public static Problem of(ProblemCode code, String what, String why, String fix) {
    return new Problem(code, what, why, fix, null, Map.of());
  }

  public Problem at(@Nullable Location place) {
    return new Problem(code, what, why, fix, place, context);
  }

  /** The same problem with one more named fact for logs; never pass row data. */
  public Problem with(String name, Object value) {
    Map<String, String> more = new TreeMap<>(context);
    more.put(name, String.valueOf(value));
    return new Problem(code, what, why, fix, location, more);
  }

  /** An exception that carries this problem; callers write {@code throw p.raise()}. */
  public ProblemException raise() {
    return new ProblemException(this);
  }

  public ProblemException raise(Throwable cause) {
    return new ProblemException(this, cause);
  }

  /** The multi-line form printed by the command line, without a stack trace. */
  public String render() {
    StringBuilder text = new StringBuilder("error[").append(code.text()).append("]: ").append(what);
    if (location != null) {
      text.append("\n  at:  ").append(location);
    }
    if (!why.isEmpty()) {
      text.append("\n  why: ").append(why);
    }
    if (!fix.isEmpty()) {
      text.append("\n  fix: ").append(fix);
    }
    return text.toString();
  }
}
