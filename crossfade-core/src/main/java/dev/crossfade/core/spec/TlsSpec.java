package dev.crossfade.core.spec;

import org.jspecify.annotations.Nullable;

/**
 * How a connection to a system is protected. Where nothing is said, the server has to prove who it
 * is, unless it is on this machine.
 *
 * @param mode what is asked of the server; null for what is usual
 * @param rootCertificate PEM file of whom to believe; null for whom this Java believes
 * @param certificate PEM file that says who we are
 * @param key PEM file that proves it
 * @param insecure whether somebody has said that less than proof is enough
 */
public record TlsSpec(
    @Nullable Mode mode,
    @Nullable String rootCertificate,
    @Nullable String certificate,
    @Nullable String key,
    Insecure insecure) {

  /** Nothing is said. */
  public static final TlsSpec UNSAID = new TlsSpec(null, null, null, null, Insecure.REFUSED);

  /** What is asked of a server. */
  public enum Mode {
    /** Nothing is encrypted. */
    DISABLE,
    /** Encrypted, with whoever it is. */
    REQUIRE,
    /** Encrypted, with a server that proves that it has this name. */
    VERIFY_FULL
  }

  /** Whether less than proof is enough, beyond this machine. */
  public enum Insecure {
    REFUSED,
    ALLOWED
  }

  /** Whether a host is this machine by its very name; no directory is asked. */
  public static boolean loopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127(\\.[0-9]{1,3}){3}")
        || host.equals("::1")
        || host.equals("[::1]");
  }

  /**
   * What is asked of a server on a host; null where the driver may do as it likes. Who names a file
   * wants it used, on this machine as well.
   */
  public @Nullable Mode on(String host) {
    return mode != null || (loopback(host) && !namesFiles()) ? mode : Mode.VERIFY_FULL;
  }

  private boolean namesFiles() {
    return rootCertificate != null || certificate != null || key != null;
  }

  /** Whether that is too little for the host. */
  public boolean tooWeak(String host) {
    return mode != null
        && mode != Mode.VERIFY_FULL
        && insecure == Insecure.REFUSED
        && !loopback(host);
  }
}
