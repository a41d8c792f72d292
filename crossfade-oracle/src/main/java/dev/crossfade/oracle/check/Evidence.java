package dev.crossfade.oracle.check;

import java.util.ArrayList;
import java.util.List;

/** Collects what one oracle finds about one subject. Not thread-safe. */
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

  Verdict verdict() {
    return new Verdict(oracle, subject, wrong == 0, checked, wrong, first);
  }
}
