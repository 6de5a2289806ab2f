/** The shape of the specification's tables.json, as far as it is read. */

export interface SourceColumn {
  readonly name: string;
  readonly schemaName: string;
  readonly type: string;
  readonly displayName: string;
  readonly required: string;
  readonly targets?: readonly string[];
  readonly globalOptionSet?: string;
  options?: readonly { readonly value: number; readonly label: string; readonly state?: number }[];
  readonly maxLength?: number | string;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly precision?: number | string;
  readonly format?: string;
  readonly validForCreate?: boolean;
  readonly validForUpdate?: boolean;
  readonly validForRead?: boolean;
  readonly readOnly?: boolean;
  readonly note?: string;
}

export interface SourceRelationship {
  readonly schemaName: string;
  readonly kind: "ManyToOne" | "OneToMany" | "ManyToMany";
  readonly referencingEntity: string;
  readonly referencingAttribute: string;
  readonly referencedEntity: string;
  readonly collectionNav: string;
  readonly singleNav?: string;
  readonly cascade?: { readonly Delete: string };
  /** ManyToMany: on one side in full, on the others the other side's table alone. */
  readonly intersect?: string;
  readonly entity1?: string;
  readonly entity1Attribute?: string;
  readonly entity1Nav?: string;
  readonly entity2?: string;
  readonly entity2Attribute?: string;
  readonly entity2Nav?: string;
  readonly related?: string;
  readonly nav?: string;
}

export interface SourceTable {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly entitySetName: string;
  readonly displayName: string;
  readonly displayCollectionName: string;
  readonly objectTypeCode: number;
  readonly primaryId: string;
  readonly primaryName: string | null;
  readonly ownership: string;
  readonly isActivity: boolean;
  readonly defaultStatusByState?: Readonly<Record<string, number>>;
  readonly columns: readonly SourceColumn[];
  readonly relationships: readonly SourceRelationship[];
}
