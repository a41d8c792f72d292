package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what one oracle finds about one subject. An oracle that found nothing to look at has
 * proven nothing, and is not green. Not thread-safe.
 */
final class Evidence {

  private static final int SHOWN = 10;
  private final String oracle;
  private final String subject;
  private final List<String> first = new ArrayList<>();
  private long checked;
  private long wrong;

  Evidence(String oracle, String subject) {
    this.oracle = oracle;
    this.subject = subject;
  }

  void checked() {
    checked++;
  }

  void checked(long more) {
    checked += more;
  }

  void wrong(String what) {
    wrong++;
    if (first.size() < SHOWN) {
      first.add(what);
    }
  }

  /** Of a subject the workload may not have come to yet. */
  Verdict verdictAfter(Expectations expectations, Source source) {
    return expectations.touchedAll(source) ? verdict() : soFar();
  }

  /** Of a subject that has something to look at in every trial. */
  Verdict verdict() {
    if (checked == 0) {
      wrong("nothing was there to be checked");
    }
    return soFar();
  }

  private Verdict soFar() {
    return new Verdict(oracle, subject, wrong == 0, checked, wrong, first);
  }
}
