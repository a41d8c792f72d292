package dev.crossfade.server.security;

/** What people have signed, which counts only as long as they may sign. */
public interface Signatures {

  /**
   * Takes back what somebody signed where he may not sign any more.
   *
   * @param account whose roles have changed, or who is gone
   * @param by who did that
   */
  void changed(String account, String by);
}
