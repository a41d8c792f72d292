package dev.crossfade.server.wiring;

import dev.crossfade.codec.reference.References;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.jdbc.control.ControlSettings;
import java.util.Map;

/** The control store that is named on the command line. */
public final class ControlLogin {
  private ControlLogin() {}

  /** How to reach it, with user and password from the URL or the environment. */
  public static ControlSettings settings(String url, TlsSpec tls, Map<String, String> environment) {
    Login login = Login.of(url, "CROSSFADE_CONTROL", environment);
    return new ControlSettings(
        login.url().host(),
        login.url().port(),
        login.url().database(),
        login.user(),
        login.password(),
        ControlSettings.Place.OWN,
        Protection.of(tls, login.url().host(), "the control store", References::readFile));
  }
}
