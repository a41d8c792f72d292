package dev.crossfade.testkit.fault;

/** Decides for every call of a port what happens to it. */
@FunctionalInterface
public interface Faults {

  /** Nothing ever happens. */
  Faults NONE = call -> Fault.NONE;

  /**
   * Asked before each call.
   *
   * @param call port and method, for example {@code applier.commit}
   */
  Fault before(String call);
}
