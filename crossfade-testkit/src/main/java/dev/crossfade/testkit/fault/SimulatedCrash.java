package dev.crossfade.testkit.fault;

/** The end of a simulated process: nothing that it had not committed remains. */
public final class SimulatedCrash extends Error {

  private static final long serialVersionUID = 1L;

  public SimulatedCrash(String call) {
    super("the process died at " + call, null, false, false);
  }
}
