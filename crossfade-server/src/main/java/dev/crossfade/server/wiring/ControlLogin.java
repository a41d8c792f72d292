package dev.crossfade.server.wiring;

import dev.crossfade.jdbc.control.ControlSettings;
import java.util.Map;

/** The control store that is named on the command line. */
public final class ControlLogin {
  private ControlLogin() {}

  /** How to reach it, with user and password from the URL or the environment. */
  public static ControlSettings settings(String url, Map<String, String> environment) {
    Login login = Login.of(url, "CROSSFADE_CONTROL", environment);
    return new ControlSettings(
        login.url().host(),
        login.url().port(),
        login.url().database(),
        login.user(),
        login.password());
  }
}
