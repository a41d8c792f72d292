/** Loops that own migrations, with a real store. */
package dev.crossfade.it.control;
