package com.pazpaz.application.service.planted;

import com.pazpaz.domain.phi.RevealsPhi;

/** Carries the mark as a class, and is on no list. */
@RevealsPhi("planted")
public interface WhollyRevealing {}
