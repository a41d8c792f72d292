package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entity tags: the version of a migration's journal names its state. */
final class Tags {

  static final String ANY = "*";
  private static final Pattern TAG = Pattern.compile("\"v([0-9]{1,18})\"");

  private Tags() {}

  static String of(long version) {
    return "\"v" + version + "\"";
  }

  /** The version that a change is meant for; empty when it is meant for any. */
  static OptionalLong expected(@Nullable String ifMatch) {
    if (ifMatch == null) {
      throw Problem.of(
              ApiProblem.STATE_NOT_NAMED,
              "The request does not say which state it is meant for.",
              "Two people might change the same migration at once.",
              "Send the ETag of what you saw as If-Match, or If-Match: * for any state.")
          .raise();
    }
    if (ifMatch.strip().equals(ANY)) {
      return OptionalLong.empty();
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw changed("something else");
    }
    return OptionalLong.of(Long.parseLong(tag.group(1)));
  }

  static ProblemException changed(String now) {
    return Problem.of(
            ApiProblem.CHANGED_MEANWHILE,
            "The migration is in another state than the one that you saw.",
            "It is at " + now + " now.",
            "Look at it again, then decide again.")
        .raise();
  }
}
