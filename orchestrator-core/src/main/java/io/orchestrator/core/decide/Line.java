package io.orchestrator.core.decide;

/** Ready tasks that wait in one line: of one holder, and with one need. */
public record Line(Need need, Holder holder) {}
