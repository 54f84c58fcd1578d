/** The request object of `preauthorize`, with the builder that makes it. */
export interface PreauthorizeRequest {
  /** Null until `setResources` was called. */
  readonly resources: readonly string[] | null;
  readonly disabledFeatures: readonly string[];
}

export interface PreauthorizeRequestBuilder {
  setResources(resources: string[]): this;
  /** Known: `LOCAL_CACHE`. */
  disableFeatures(...features: string[]): this;
  /** A new request each time. */
  build(): PreauthorizeRequest;
}

class Builder implements PreauthorizeRequestBuilder {
  #resources: string[] | null = null;
  #disabled: string[] = [];

  setResources(resources: string[]): this {
    this.#resources = Array.isArray(resources) ? resources.map(String) : null;
    return this;
  }

  disableFeatures(...features: string[]): this {
    this.#disabled = features.flat().map(String);
    return this;
  }

  build(): PreauthorizeRequest {
    return { resources: this.#resources && [...this.#resources], disabledFeatures: [...this.#disabled] };
  }
}

/** The documentation calls it with `new` and without, so it has to be a plain function. */
function getBuilder(): PreauthorizeRequestBuilder {
  return new Builder();
}

/** `window.AccessEnabler.models`. */
export const models = {
  PreauthorizeRequest: {
    getBuilder: getBuilder as typeof getBuilder & (new () => PreauthorizeRequestBuilder),
  },
};
