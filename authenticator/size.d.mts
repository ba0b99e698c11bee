export declare const BUDGET: number;
export declare function firstLoad(dist?: string): readonly { readonly file: string; readonly bytes: number }[] | null;
